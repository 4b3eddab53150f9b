#!/bin/sh
# Debian's Chromium for the tests of the page, where it is missing and may be installed. Never
# fails: without a browser those tests say that they were skipped.
for browser in chromium chromium-browser google-chrome; do
    if command -v "$browser" >/dev/null 2>&1; then
        exit 0
    fi
done

skip() {
    echo "The tests of the page in a browser will be skipped: no chromium, and $1."
    exit 0
}

command -v apt-get >/dev/null 2>&1 || skip "there is no apt to install it with"
as_root=
if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || skip "only root may install it (apt install chromium)"
    as_root="sudo -n"
fi
echo "Installing chromium for the tests of the page …"
$as_root timeout 120 apt-get update -qq >/dev/null 2>&1
$as_root timeout 300 env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 </dev/null \
    || skip "apt could not install it"
