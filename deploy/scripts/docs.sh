#!/bin/sh
# docs.sh BUILD_DIR [OUT]: writes docs/protocol.md, docs/settings.md and
# schema/current.sql below OUT (default: the project) from the tables.
set -eu
build=$1
out=${2:-.}
mkdir -p "$out/docs" "$out/schema"
"$build/programs/docgen" protocol >"$out/docs/protocol.md"
"$build/programs/docgen" settings >"$out/docs/settings.md"
{
	echo "-- The whole schema after all migrations; written by make docs."
	{
		cat schema/[0-9]*.sql
		cat <<-'SQL'
		SELECT char(10) || sql || ';' FROM sqlite_schema
		 WHERE sql IS NOT NULL
		   AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '*_fts_*'
		 ORDER BY tbl_name, CASE type WHEN 'table' THEN 0
		  WHEN 'index' THEN 1 WHEN 'trigger' THEN 2 ELSE 3 END, name;
		SQL
	} | sqlite3 -bail :memory:
} >"$out/schema/current.sql"
