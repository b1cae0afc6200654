"""The address of a store on a server, as it may be shown: without its password."""

import re
from urllib.parse import unquote


def without_password(url: str) -> str:
    """Give a URL as it may be shown; where it is not plain what the password is, more is hidden."""
    scheme, _, rest = url.partition("://")
    rest = _OPTION.sub(lambda option: option[1] if "pass" in unquote(option[2]).lower() else option[0], rest)
    rest = re.sub("&+", "&", rest).replace("?&", "?").rstrip("?&")
    address = re.split(r"\?(?=[\w%]+=)", rest, maxsplit=1)[0]
    if "@" not in address and ":" in address:  # what looks like options is of the password
        address = rest
    login = address.rpartition("@")[0]
    return f"{scheme}://{login.partition(':')[0]}{rest[len(login) :]}"


_OPTION = re.compile("([?&])([^=&?@/]*)=[^&]*")
