package io.regulars.rules.tables.sheet;

import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;

/** Opens a table file, so that its cells can be changed. */
public final class OpenCells {
    private OpenCells() {}

    /** The cells of a file that was read without a problem. */
    public static CellsOfFile of(RuleFile file, boolean csv) throws CannotEdit {
        if (csv) {
            var charset = CsvCells.charset(file.bytes());
            boolean marked = charset != StandardCharsets.UTF_8 || file.content().startsWith("\uFEFF");
            return new CsvCells(file.content(), charset, marked);
        }
        try {
            return new WorkbookCells(file.bytes());
        } catch (IOException | XMLStreamException e) {
            throw WorkbookCells.unreadable(e);
        }
    }
}
