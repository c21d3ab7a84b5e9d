"""The content of the lists: schemes, plugins."""

from incentives.catalogue import Catalogue, Stage
from incentives.catalogue.failures import guarded
from incentives.report.parts import Content
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def schemes_body(catalogue: Catalogue, language: str) -> Content:
    """Every scheme in a line: what it is, whom it covers, which years are known."""
    found = [_listed(scheme, catalogue, language) for scheme in catalogue.schemes]
    return {"schemes": [content for content in found if content is not None]}


def _listed(scheme: Scheme, catalogue: Catalogue, language: str) -> Content | None:
    result = guarded(lambda: scheme_content(scheme, catalogue, language))
    if result.value is None:
        message = f"its wording cannot be used: {result.said}; tell its author, or disable it"
        catalogue.record_failure(scheme.id, Stage.RECORD, message)
    return result.value


def scheme_content(scheme: Scheme, catalogue: Catalogue, language: str) -> Content:
    """What a scheme is, whom it covers, which years are known, which plugin gives it."""
    speech = Speech(language).of(scheme.wording)
    plugin = catalogue.provider(scheme.id)
    return {
        "id": scheme.id,
        "name": speech.say("scheme", "name"),
        "short": speech.say("scheme", "short"),
        "summary": speech.say("scheme", "summary"),
        "jurisdiction": scheme.jurisdiction,
        "authority": speech.say("scheme", "authority"),
        "professions": [speech.say("facts", "practitioner.profession", "values", p) for p in scheme.professions],
        "years": list(scheme.years),
        "provider": f"{plugin.distribution} {plugin.version}",
        "translation_is_ours": scheme.wording.is_ours(language),
    }


def plugins_body(catalogue: Catalogue) -> Content:
    """Every installed plugin and what became of it."""
    return {
        "plugins": [
            {
                "name": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "state": plugin.state.value,
                "schemes": [scheme.id for scheme in plugin.schemes],
                "formats": [written.name for written in plugin.formats],
                "readers": [reader.name for reader in plugin.readers],
                "printed": plugin.printed or None,
            }
            for plugin in catalogue.plugins
        ]
    }
