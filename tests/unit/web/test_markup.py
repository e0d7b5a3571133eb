"""HTML elements built from Python."""

from web.markup import element, fragment


def test_text_is_escaped_and_markup_is_not():
    inner = element("b", "1 < 2")
    assert element("p", inner, " & ", None, ["<", inner]) == "<p><b>1 &lt; 2</b> &amp; &lt;<b>1 &lt; 2</b></p>"


def test_a_value_cannot_leave_its_attribute():
    assert element("a", title='"><script>') == '<a title="&quot;&gt;&lt;script&gt;"></a>'


def test_attributes_that_are_python_words_or_have_hyphens():
    made = element("label", for_="x", class_="y", aria_label="z", hidden=True, lang=None, selected=False)
    assert made == '<label for="x" class="y" aria-label="z" hidden></label>'


def test_equal_numbers_and_truths_are_told_apart():
    assert element("i", a=1) == '<i a="1"></i>'
    assert element("i", a=True) == "<i a></i>"


def test_void_elements_have_no_end():
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_joining_with_plain_text_takes_the_trust_away():
    assert element("p", element("b") + "x") == "<p>&lt;b&gt;&lt;/b&gt;x</p>"
    assert fragment("a", "&") == "a&amp;"
