package io.regulars.rules.drl;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.stmt.BlockStmt;
import io.regulars.rules.drl.words.Places;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.mvel.parser.DrlxParser;
import org.drools.mvel.parser.MvelParser;
import org.drools.mvel.parser.Providers;
import org.drools.mvel.parser.ast.expr.DrlxExpression;

/**
 * Parses expressions, by the parser that Drools' executable model uses, and consequences. Making a parser costs more than
 * running it, and rules repeat each other's constraints: so within one compilation an expression is parsed once (where it
 * stands is {@link Places}' business), and all consequences by one parser.
 */
final class ExpressionTexts {
    private final Map<String, ParseResult<DrlxExpression>> parsed = new HashMap<>();
    private final JavaParser java = new JavaParser(bare());

    /** What the parser makes of a text; not to be changed, since others read it too. */
    ParseResult<DrlxExpression> parse(String text) {
        return parsed.computeIfAbsent(
                text,
                ignored -> new MvelParser()
                        .parse(DrlxParser.buildDrlxParserWithArguments(List.of()), Providers.provider(text)));
    }

    /** Without what nobody asks: of a consequence only calls are taken, and these are checked here. */
    private static ParserConfiguration bare() {
        return new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.RAW)
                .setAttributeComments(false)
                .setDetectOriginalLineSeparator(false); // tokens are kept: places come from them
    }

    /** What stands after {@code then}, in curly brackets. */
    ParseResult<BlockStmt> block(String text) {
        return java.parseBlock(text);
    }
}
