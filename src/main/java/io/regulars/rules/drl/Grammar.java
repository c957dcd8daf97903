package io.regulars.rules.drl;

import java.nio.CharBuffer;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CodePointBuffer;
import org.antlr.v4.runtime.CodePointCharStream;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.antlr4.DRL10Lexer;
import org.drools.drl.parser.antlr4.DRL10Parser;
import org.drools.drl.parser.antlr4.DRL10ParserHelper;
import org.drools.drl.parser.antlr4.ParserHelper;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Drools' own grammar of DRL10, driven without its print to the console, and over UTF-16 units, so that its offsets are those
 * of the text.
 */
final class Grammar {
    private Grammar() {}

    /** What the grammar made of a text: its description, or the offset of the first thing it did not expect. */
    sealed interface Parsed {
        /** It is DRL. */
        record Read(PackageDescr content) implements Parsed {}

        /** It is not. */
        record Unexpected(int offset) implements Parsed {}
    }

    /**
     * Reads a text: without the context of calls first, which finds the same description or an error at a third of the time,
     * and only with an error in full.
     */
    static Parsed parse(String text) {
        Parsed quick = parse(text, PredictionMode.SLL);
        return quick instanceof Parsed.Read ? quick : parse(text, PredictionMode.LL);
    }

    private static Parsed parse(String text, PredictionMode mode) {
        var characters = CodePointCharStream.fromBuffer(CodePointBuffer.withChars(CharBuffer.wrap(text.toCharArray())));
        var lexer = new DRL10Lexer(characters);
        var tokens = new CommonTokenStream(lexer);
        var parser = new DRL10Parser(tokens);
        parser.setHelper(new ParserHelper(tokens, LanguageLevelOption.DRL10));
        parser.getInterpreter().setPredictionMode(mode);
        var unexpected = new FirstUnexpected();
        lexer.removeErrorListeners();
        lexer.addErrorListener(unexpected);
        parser.removeErrorListeners();
        parser.addErrorListener(unexpected);
        parser.addParseListener(new WhileWanted());
        var unit = parser.compilationUnit();
        if (unexpected.offset().isPresent()) {
            return new Parsed.Unexpected(Math.min(unexpected.offset().get(), text.length()));
        }
        return new Parsed.Read(DRL10ParserHelper.compilationUnitContext2PackageDescr(unit, tokens, null));
    }

    /** Ends a parse that nobody waits for any more. */
    private static final class WhileWanted implements ParseTreeListener {
        @Override
        public void enterEveryRule(ParserRuleContext context) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ParseCancellationException("The parse took too long.");
            }
        }

        @Override
        public void exitEveryRule(ParserRuleContext context) {}

        @Override
        public void visitTerminal(TerminalNode node) {}

        @Override
        public void visitErrorNode(ErrorNode node) {}
    }

    /** ANTLR's listeners are classes to extend. Later errors are mostly of the first one's making. */
    private static final class FirstUnexpected extends BaseErrorListener {
        private @Nullable Integer offset;

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            if (offset == null) {
                offset = symbol instanceof Token token
                        ? token.getStartIndex()
                        : recognizer.getInputStream().index();
            }
        }

        Optional<Integer> offset() {
            return Optional.ofNullable(offset);
        }
    }
}
