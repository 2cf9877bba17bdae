# Functions for .ci/run, which work in fresh clones of the repository.

# bare_install FOLDER NPM…: installs with an empty home, and without a compiler or Python on the path.
bare_install() {
  local folder=$1
  shift
  git clone --quiet . "$folder" && mkdir "$folder.home" "$folder.bin" || return 1
  local directory
  for directory in ${PATH//:/ }; do
    ln -s "$directory"/* "$folder.bin/" 2>/dev/null
  done
  (cd "$folder.bin" && rm -f cc c++ gcc* g++* clang* *-gcc* *-g++* make cmake node-gyp python* pypy*)
  (
    cd "$folder" || exit 1
    export HOME=$folder.home PATH=$folder.bin
    ! command -v cc python3 make || exit 1 # none of these may be found
    "$@" ci && npx gongdan --version
  )
}

# demo_in_clone FOLDER: runs `npm ci && npm run demo`, then every curl line that the demo prints. All must succeed.
demo_in_clone() {
  local folder=$1 line answer lines=0
  git clone --quiet . "$folder" || return 1
  (cd "$folder" && npm ci) || return 1
  : >"$folder.out"
  GONGDAN_PORT=0 setsid bash -c 'cd "$1" && exec npm run demo' demo "$folder" >"$folder.out" 2>"$folder.err" &
  demo=$!
  wait_until_ready "$folder" || return 1
  while IFS= read -r line; do
    answer=$(bash -c "set -u; $(token_line "$folder"); $line") || return 1
    echo "$line"
    case $answer in
      *'"ret_code":"000000"'*) lines=$((lines + 1)) ;;
      *) echo "answered: ${answer:0:500}" && return 1 ;;
    esac
  done < <(grep -E '^curl ' "$folder.out")
  [ "$lines" -ge 4 ] || { echo "the demo printed only $lines curl lines" && return 1; }
  kill -TERM -- "-$demo" && wait "$demo"
  demo=
  return 0
}

token_line() {
  grep -E '^TOKEN=' "$1.out"
}

wait_until_ready() {
  local began=$SECONDS
  until grep -q '"ready": *true' "$1.out"; do
    if ! kill -0 "$demo" 2>/dev/null || [ $((SECONDS - began)) -gt 120 ]; then
      echo 'the demo did not become ready' && tail -20 "$1.out" "$1.err"
      return 1
    fi
    read -rt 0.2 <> <(:) || true # waits 0.2 s without starting a process for it
  done
  echo "ready after $((SECONDS - began)) s"
}
