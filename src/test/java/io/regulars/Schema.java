package io.regulars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables as the migrations leave them.
 *
 * @param tables all tables
 * @param ofClients those of them whose rows name a client
 * @param byTriggers those of them that a trigger inserts into
 */
record Schema(Set<String> tables, Set<String> ofClients, Set<String> byTriggers) {
    private static final Pattern CREATE =
            Pattern.compile("(?is)create table (\\w+) \\((?:like (?<like>\\w+)\\)|(?<columns>.*?)\\n\\))");
    private static final Pattern ADD = Pattern.compile("(?is)alter table (\\w+)[^;]*?add column client_id");
    private static final Pattern DROP = Pattern.compile("(?i)drop table (?:if exists )?(\\w+)");
    private static final Pattern FUNCTION =
            Pattern.compile("(?is)create (?:or replace )?function (\\w+).*?as \\$\\$(.*?)\\$\\$");
    private static final Pattern INSERT = Pattern.compile("(?i)insert into (\\w+)");

    static Schema read() throws IOException {
        var tables = new TreeMap<String, Boolean>();
        var functions = new HashMap<String, String>();
        for (String sql : migrations().values()) {
            CREATE.matcher(sql).results().forEach(table -> {
                String columns = table.group("columns");
                tables.put(
                        table.group(1),
                        columns == null
                                ? Boolean.TRUE.equals(tables.get(table.group("like")))
                                : columns.matches("(?s).*\\bclient_id\\b.*"));
            });
            ADD.matcher(sql).results().forEach(table -> tables.put(table.group(1), true));
            DROP.matcher(sql).results().forEach(table -> tables.remove(table.group(1)));
            FUNCTION.matcher(sql).results().forEach(function -> functions.put(function.group(1), function.group(2)));
        }
        var ofClients = new TreeSet<>(tables.keySet());
        ofClients.removeIf(table -> !Boolean.TRUE.equals(tables.get(table)));
        var byTriggers = new TreeSet<String>();
        for (String body : functions.values()) {
            Matcher insert = INSERT.matcher(body);
            while (insert.find()) {
                byTriggers.add(insert.group(1));
            }
        }
        return new Schema(tables.keySet(), ofClients, byTriggers);
    }

    /** The migrations in the order in which they are applied, without comments. */
    private static Map<Integer, String> migrations() throws IOException {
        var migrations = new TreeMap<Integer, String>();
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                migrations.put(
                        Integer.valueOf(name.substring(1, name.indexOf("__"))),
                        Files.readString(file).replaceAll("--[^\n]*", ""));
            }
        }
        return migrations;
    }
}
