package io.regulars.running;

/**
 * The release that answers for a business cannot run in this version of the service. Nothing of the business can be
 * evaluated here until another release or version does; other businesses are not concerned.
 */
public final class ReleaseCannotRun extends RuntimeException {
    /**
     * A release with what is wrong with it.
     *
     * @param problems as they are printed
     */
    public ReleaseCannotRun(ReleaseRef release, String problems) {
        super("This version of the service cannot run release " + release.label() + ": " + problems);
    }
}
