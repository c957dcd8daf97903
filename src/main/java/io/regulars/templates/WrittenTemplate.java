package io.regulars.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template in one language, compiled, with what a check needs of its source.
 *
 * @param subject of a mail
 * @param uses the names in it, its layout's left out
 * @param unsubscribes whether a client can unsubscribe by it
 */
record WrittenTemplate(
        String name,
        String language,
        TemplateText subject,
        TemplateText body,
        List<CompileText.Used> uses,
        @Nullable CompiledMail mail,
        @Nullable CompiledSms sms,
        boolean unsubscribes) {
    WrittenTemplate {
        uses = List.copyOf(uses);
    }
}
