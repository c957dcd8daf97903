package io.regulars.platform.rest;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import java.util.Arrays;
import java.util.List;

/** A query parameter that is one of some constants. */
public final class QueryConstant {
    private QueryConstant() {}

    /**
     * The constant of that name.
     *
     * @param name of the parameter
     * @throws ProblemException INVALID if there is none, with the nearest and all of them
     */
    public static <E extends Enum<E>> E of(String name, String text, Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID,
                        NearestName.unknownAmong(
                                name, text, constants.stream().map(Enum::name).toList())));
    }
}
