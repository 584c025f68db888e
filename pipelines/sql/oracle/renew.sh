#!/usr/bin/env bash
# Renews the inputs and Flink's answers in src-test-data/sql: all of them, or those of the families that are named.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=$(cd "$here/../../../src-test-data/sql" && pwd)

mvn -q -B -f "$here/pom.xml" process-classes
# Flink's serializers reach into the JDK.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  -cp "$here/target/classes:$(cat "$here/target/classpath")" dev.sluice.sql.oracle.Oracle "$data" "$@"
