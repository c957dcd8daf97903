package io.regulars.templates;

import io.regulars.rules.model.Diagnostic;
import io.regulars.templates.text.Braces;

/** One text of a template file, and where it stands there. */
record TemplateText(String path, String whole, int offset, String text) {
    /** A file of which all is text. */
    static TemplateText of(String path, String text) {
        return new TemplateText(path, text, 0, text);
    }

    Diagnostic error(int start, int end, String code, String message, String hint) {
        return diagnostic(start, end, code, Diagnostic.Severity.ERROR, message, hint);
    }

    Diagnostic warning(int start, int end, String code, String message, String hint) {
        return diagnostic(start, end, code, Diagnostic.Severity.WARNING, message, hint);
    }

    Diagnostic error(Braces.Brace brace, String code, String message, String hint) {
        return error(brace.start(), brace.end(), code, message, hint);
    }

    Diagnostic warning(Braces.Brace brace, String code, String message, String hint) {
        return warning(brace.start(), brace.end(), code, message, hint);
    }

    /** Something at a stretch of this text. */
    Diagnostic diagnostic(int start, int end, String code, Diagnostic.Severity severity, String message, String hint) {
        int from = Math.min(offset + start, whole.length());
        int to = Math.min(Math.max(offset + end, from + 1), whole.length());
        int line = line(from);
        int endLine = line(to);
        return new Diagnostic(path, line, column(from), endLine, column(to), code, severity, message, hint);
    }

    private int line(int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            if (whole.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    private int column(int at) {
        return at - (whole.lastIndexOf('\n', at - 1) + 1) + 1;
    }
}
