package io.regulars.bench.compilers;

import io.regulars.drools.Isolated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how long generated rules take from text to live, and then to judge clients, beside Drools' own compilers in the
 * same run. Before anything is timed, all ways must come to the same segments.
 *
 * <p>System properties: {@code bench.sizes} (10,100,1000), {@code bench.alone} (5000: ours only), {@code bench.seconds}
 * (2: how long an evaluation is measured), {@code bench.contenders} (regulars,executable,classic).
 */
public final class CompilersBenchmark {
    private static final int CLIENTS = 200;
    private static final int BATCH = 100;

    private CompilersBenchmark() {}

    /** Runs it. */
    public static void main(String... none) {
        Map<String, Contender> contenders = contenders();
        System.out.println("rules  contender    build cold  build warm  per client  in batches");
        for (int rules : numbers("bench.sizes", "10,100,1000")) {
            contenders.forEach((name, contender) -> build(name, contender, rules));
            agree(contenders);
            contenders.forEach((name, contender) -> evaluate(name, contender, rules));
        }
        for (int rules : numbers("bench.alone", "5000")) {
            Contender ours = contenders.get("regulars");
            if (ours != null) {
                build("regulars", ours, rules);
                evaluate("regulars", ours, rules);
            }
        }
    }

    private static Map<String, Contender> contenders() {
        var contenders = new LinkedHashMap<String, Contender>();
        for (String name : System.getProperty("bench.contenders", "regulars,executable,classic")
                .split(",")) {
            contenders.put(
                    name,
                    switch (name) {
                        case "regulars" -> Isolated.load(Contender.class, Regulars.class, Isolated.Jars.SERVICE);
                        case "executable" ->
                            Isolated.load(Contender.class, ExecutableModel.class, Isolated.Jars.EXECUTABLE_MODEL);
                        default -> Isolated.load(Contender.class, Classic.class, Isolated.Jars.CLASSIC);
                    });
        }
        return contenders;
    }

    private static void build(String name, Contender contender, int rules) {
        String text = contender.text(rules);
        int times = name.equals("regulars") ? 9 : rules >= 1_000 ? 2 : 4;
        var millis = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            contender.build(text);
            millis.add((System.nanoTime() - start) / 1e6);
        }
        double warm = median(millis.subList(times / 2, times));
        print("%5d  %-10s  %8.0f ms  %8.0f ms%n", rules, name, millis.getFirst(), warm);
    }

    private static void evaluate(String name, Contender contender, int rules) {
        double single = micros(contender, 1);
        double batch = micros(contender, BATCH);
        print("%5d  %-10s  %34.1f us  %7.1f us%n", rules, name, single, batch);
    }

    private static void agree(Map<String, Contender> contenders) {
        Map<String, List<String>> results = new LinkedHashMap<>();
        contenders.forEach((name, contender) -> {
            results.put(name, contender.result(CLIENTS, 1));
            results.put(name + " in batches", contender.result(CLIENTS, BATCH));
        });
        List<String> first = results.values().iterator().next();
        results.forEach((name, result) -> {
            if (!result.equals(first)) {
                var more = new ArrayList<>(result);
                first.forEach(more::remove);
                var less = new ArrayList<>(first);
                result.forEach(less::remove);
                throw new IllegalStateException(name + " differs: more " + more + ", less " + less);
            }
        });
        print("       each client is in %.1f segments%n", (double) first.size() / CLIENTS);
    }

    /** Microseconds a client: the median of five turns. */
    private static double micros(Contender contender, int batch) {
        double turn = Double.parseDouble(System.getProperty("bench.seconds", "2")) * 1e9 / 5;
        run(contender, batch, turn * 3);
        return median(Arrays.asList(
                run(contender, batch, turn),
                run(contender, batch, turn),
                run(contender, batch, turn),
                run(contender, batch, turn),
                run(contender, batch, turn)));
    }

    private static double run(Contender contender, int batch, double nanos) {
        long start = System.nanoTime();
        int clients = 0;
        do {
            contender.evaluate(CLIENTS, batch);
            clients += CLIENTS;
        } while (System.nanoTime() - start < nanos);
        return (System.nanoTime() - start) / 1e3 / clients;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static List<Integer> numbers(String property, String otherwise) {
        String written = System.getProperty(property, otherwise);
        return written.isEmpty()
                ? List.of()
                : Arrays.stream(written.split(",")).map(Integer::valueOf).toList();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
