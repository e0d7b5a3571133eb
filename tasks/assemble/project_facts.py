"""What the covers and templates of every deliverable may say of the project and of the quarter."""

from tasks.assemble.scope import Scope


def project_facts(scope: Scope) -> dict[str, object]:
    """Return the project's names and numbers, the reported quarter and the chapter names."""
    project, language = scope.inputs.project, scope.inputs.language
    return {
        "project": {
            "title": project.identity.title.in_language(language),
            "network": project.identity.network_name.in_language(language),
            "programme": project.identity.programme.in_language(language),
            "funder": project.identity.funder.in_language(language),
            "town_count": len(project.towns),
            "region_count": len({town.region_code for town in project.towns.values()}),
        },
        "citations": {
            "application": scope.wording(
                "citation.application", title=project.identity.title.in_language(language).rstrip(".")
            )
        },
        "claims": claims.model_dump() if (claims := project.identity.context_claims) else {},
        "disclosure": project.identity.disclosure.model_dump(),
        "quarter": {"label": scope.inputs.quarter.label, "last_day": scope.inputs.quarter.last_day},
        "chapters": {code: scope.label("chapter", code) for code in project.code_lists["chapter"]},
    }


def package_line(scope: Scope) -> str:
    """Return the line of a cover that names the work package; empty where the project has no such one."""
    inputs, work_package = scope.inputs, scope.inputs.work_package
    packages, language = inputs.project.work_packages, inputs.language
    if work_package not in packages:
        return ""
    number = list(packages).index(work_package) + 1
    return scope.wording("cover.work_package", number=number, name=packages[work_package].name.in_language(language))
