#!/usr/bin/env bash
# Makes <folder>/app.aot of the packaged service in <folder>, where quarkus-run.jar lies: the JVM's notes on what a start
# loads and links, so that the next starts need not do it again. The service is started once for that, with a database of
# its own that is thrown away.
#
#   ./mvnw -Dmaven.test.skip -Dquarkus.package.jar.type=aot-jar package
#   docker/aot-cache.sh target/quarkus-app
#   java -XX:AOTCache=target/quarkus-app/app.aot -jar target/quarkus-app/quarkus-run.jar
#
# The notes hold for these files and this JVM; with others the JVM says that it does not use them, and starts without.
set -euo pipefail
cd "$1"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
rules=$(mktemp -d)
data=$(mktemp -d)
trap 'kill "${service:-}" 2>/dev/null && wait "$service" || true; rm -rf "$rules" "$data"' EXIT
cp -r "${REGULARS_RULES:-$OLDPWD/rules}/." "$rules"
rm -f app.aot
export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=${PORT:-18080} REGULARS_RULES=$rules REGULARS_DATA=$data REGULARS_ADMIN_KEY=only-while-the-cache-is-made
unset "${!QUARKUS_DATASOURCE@}"
"$java" -XX:AOTCacheOutput="$PWD/app.aot" -Xlog:aot=off -jar "$PWD/quarkus-run.jar" &
service=$!
answers() { # path: whether it answers 200
  exec 3<>"/dev/tcp/127.0.0.1/$QUARKUS_HTTP_PORT" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n' "$1" "$REGULARS_ADMIN_KEY" >&3
  read -r _ status _ <&3
  [ "$status" = 200 ]
} 2>/dev/null
until answers /q/health/ready; do
  kill -0 $service
  sleep 0.2
done
answers /api/segments
kill -TERM $service
wait $service || true
test -s app.aot
