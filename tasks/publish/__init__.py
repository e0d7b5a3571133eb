"""Stage: publish.

In: document bytes.
Out: objects under deliverables/, the manifest last.
Never: change a byte.
Fails when: S3 refuses a write.
"""
