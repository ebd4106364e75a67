"""Static files under names that change with their content."""

import re
import shutil

from django.conf import settings

from portal.ui.assets import Assets


def test_modules_fetch_each_other_under_their_lasting_names(tmp_path):
    shutil.copytree(settings.BASE_DIR / "static" / "ui", tmp_path / "ui")
    store = Assets(location=tmp_path, base_url="/static/")
    names = {
        f"ui/{path.name}": (store, f"ui/{path.name}") for path in tmp_path.glob("ui/*.js")
    }
    list(store.post_process(names))
    kept = [
        path for path in tmp_path.glob("ui/*.js") if re.search(r"\.\w{12}\.js$", path.name)
    ]
    asked = re.findall(r'"\./([^"]+)"', "".join(path.read_text() for path in kept))

    assert set(asked) - {path.name for path in kept} == set()
    assert len(asked) >= len(kept)
