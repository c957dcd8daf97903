package io.regulars.releases.folder;

import io.regulars.releases.check.CheckRelease;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Compiles the rules folder beside the start of everything else and drops the result. Parsers and engine are a quarter of the
 * classes of a start; they are loaded and laid out by the time the rules are taken in earnest.
 */
public final class WarmUpRules {
    private WarmUpRules() {}

    /** Begins in a thread of its own, which keeps nothing from ending. */
    public static void begin(Path folder) {
        Thread.ofPlatform().daemon().name("rules-warm-up").start(() -> compile(folder));
    }

    private static void compile(Path folder) {
        try {
            CheckRelease.compile(new RulesFolder(folder).read().files());
        } catch (IOException e) {
            // the watcher of the folder reads it again a second later, and tells what is wrong with it
        }
    }
}
