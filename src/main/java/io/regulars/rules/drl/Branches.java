package io.regulars.rules.drl;

import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.OrDescr;

/**
 * The branches of a rule: {@code A ( B or C )} is {@code A B} and {@code A C}, each a rule of its own under one name, as in
 * Drools.
 */
final class Branches {
    /** More branches than this are not written by hand. */
    static final int MOST = 64;

    private Branches() {}

    /** How many branches there are, counted before any is made. */
    static long count(BaseDescr element) {
        return switch (element) {
            case AndDescr and ->
                and.getDescrs().stream().mapToLong(Branches::count).reduce(1, (a, b) -> Math.min(a * b, MOST + 1L));
            case OrDescr or ->
                or.getDescrs().stream().mapToLong(Branches::count).reduce(0, (a, b) -> Math.min(a + b, MOST + 1L));
            default -> 1;
        };
    }

    /** The elements of each branch, in the order written. */
    static List<List<BaseDescr>> of(BaseDescr element) {
        return switch (element) {
            case AndDescr and -> {
                List<List<BaseDescr>> branches = List.of(List.of());
                for (BaseDescr part : and.getDescrs()) {
                    branches = product(branches, of(part));
                }
                yield branches;
            }
            case OrDescr or ->
                or.getDescrs().stream().flatMap(part -> of(part).stream()).toList();
            default -> List.of(List.of(element));
        };
    }

    private static List<List<BaseDescr>> product(List<List<BaseDescr>> left, List<List<BaseDescr>> right) {
        var product = new ArrayList<List<BaseDescr>>();
        for (List<BaseDescr> first : left) {
            for (List<BaseDescr> second : right) {
                var both = new ArrayList<>(first);
                both.addAll(second);
                product.add(both);
            }
        }
        return product;
    }
}
