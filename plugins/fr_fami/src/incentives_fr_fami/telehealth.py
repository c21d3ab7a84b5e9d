"""The two optional telehealth indicators, paid whatever becomes of the required ones."""

from incentives import Criterion, Establishment, Theme, literal

from incentives_fr_fami import facts as ask
from incentives_fr_fami.figures import Figures


def video(f: Figures) -> Criterion:
    """A complete, secured, paying video solution; whether one that was bought brings the aid again is open."""
    is_open = literal(f.telehealth_open)
    in_doubt = ask.video.is_in(f.video_kinds_in_doubt)
    bought_before = ask.video == "bought_before"
    counts = ask.video.is_in(f.video_kinds) | (bought_before & (~ask.video_aid_before | ask.aided_video_counts_again))
    return f.criterion(
        "video",
        is_open & (counts | (in_doubt & ask.free_video_counts)),
        theme=Theme.TELEHEALTH,
        established_by=Establishment.DECLARED,
        none=ask.video == "none",
        consumer=ask.video == "consumer",
        not_open=~is_open,
        not_yet_open=counts,
        free_professional=in_doubt,
        aided_before=bought_before & ask.video_aid_before,
        bought_before=bought_before,
    )


def devices(f: Figures) -> Criterion:
    """A connected device of the year's list, rented or bought; a purchase is aided once."""
    is_open = literal(f.telehealth_open)
    listed = ask.device_types.contains_any(f.device_types)
    rented = ask.device == "rented"
    bought = (ask.device == "purchased") | ((ask.device == "owned_before") & ask.owned_device_counts)
    another_aided = ask.purchase_aid_before == "other_device"
    first_aid = (ask.purchase_aid_before == "never") | (another_aided & ask.second_device_counts)
    return f.criterion(
        "devices",
        is_open & listed & (rented | (bought & first_aid)),
        theme=Theme.TELEHEALTH,
        established_by=Establishment.DECLARED,
        none=ask.device == "none",
        not_listed=~listed,
        not_open=~is_open,
        aided_before=~rented & (ask.purchase_aid_before == "same_device"),
        second_device=~rented & another_aided,
        owned_before=ask.device == "owned_before",
        not_yet_open=listed & (rented | (bought & first_aid)),
        rented=rented,
        purchased=bought,
    )
