from django import template

from desk.regulars import Regulars, regulars_of
from networks.models import Network

register = template.Library()


@register.simple_tag
def regulars(network: Network) -> Regulars:
    """The vaste kern, for a page on a floor that knows no attendance."""
    return regulars_of(network)
