package io.regulars.releases.folder;

import io.regulars.releases.check.CompiledAhead;
import io.regulars.releases.store.ContentHash;
import io.regulars.rules.model.RuleFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Compiles the rules folder beside the start of everything else. It mostly holds what is active, and parsers and engine are a quarter of the
 * classes of a start.
 */
public final class WarmUpRules {
    private WarmUpRules() {}

    /** Begins; what cannot be read or compiled the watcher of the folder reads again, and tells what is wrong with it. */
    public static CompiledAhead begin(Path folder) {
        return CompiledAhead.begin(() -> {
            List<RuleFile> files = new RulesFolder(folder).read().files();
            return new CompiledAhead.Content(ContentHash.of(files), files);
        });
    }
}
