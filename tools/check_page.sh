# Lints the page's scripts, checks their format and types. A machine without npm, or out of reach of its registry, does
# without: the page's tests skip there too.

cd "$(dirname "$0")/../page" || exit
if ! command -v npm >/dev/null; then
    echo "The page's scripts were not checked: that needs npm (Debian: apt install npm)."
    exit
fi
if [ ! node_modules/.package-lock.json -nt package-lock.json ] && ! npm ci; then
    npm ping --fetch-retries=0 >/dev/null 2>&1 && exit 1
    echo "The page's scripts were not checked: the npm registry cannot be reached."
    exit
fi
npm run --silent check
