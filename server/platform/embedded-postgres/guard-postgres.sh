# Runs the server and stops it when nobody holds it any more.
#
#   guard-postgres.sh <socket folder> <postgres command ...>    runs a server
#   guard-postgres.sh <socket folder> <process number>          watches over one that lost its guard
#
# Standard input is the reading end of the pipe <socket folder>/holders. Every process that uses the server keeps a
# writing end open and never writes; the kernel closes it however the process ends, so the end of the input means that
# the last holder is gone. A shell, because it needs 1 MB where a second Node needs 40. Signals to the whole group
# (a terminal, a service manager) are for the app: the server stops when the app has.
trap '' HUP INT TERM
sockets=$1
shift
exec 3<&0 </dev/null

case $1 in
  [0-9]*) server=$1 ;;
  *) "$@" 3<&- & server=$! ;;
esac

{
  until_nobody_holds() { while read -r _ <&3; do :; done; }
  until_nobody_holds
  # From here on nobody can join; whoever joined a moment ago is waited for, too.
  mv "$sockets/holders" "$sockets/holders-closed"
  until_nobody_holds
  # Repeated, because a server that has only just been started does not listen to signals yet. INT is PostgreSQL's
  # fast shutdown: it ends the sessions, writes a checkpoint and leaves nothing to recover. PostgreSQL 18 can hang in it
  # for ever when it comes while a crash is being recovered from; then QUIT, which loses nothing and leaves the recovery
  # to the next start. So soon, because that start waits for us, and recovering is short.
  asked=0
  while kill -INT "$server"; do
    sleep 0.5
    asked=$((asked + 1))
    [ "$asked" -lt 8 ] || kill -QUIT "$server"
  done
  rm -rf "$sockets"
} 2>/dev/null &
watcher=$!
exec 3<&-

wait "$server" 2>/dev/null
# Not our child when it lost its guard. Its lock file tells the end, because nobody may ever collect the dead process.
while [ -e postmaster.pid ] && kill -0 "$server" 2>/dev/null; do sleep 0.2; done
kill -KILL "$watcher"
rm -rf "$sockets"
