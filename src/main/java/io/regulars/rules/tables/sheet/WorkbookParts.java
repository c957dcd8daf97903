package io.regulars.rules.tables.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The parts of a workbook that is changed. A part that nobody asks for as XML stays byte for byte as it is: other sheets, formats,
 * charts. The workbook was read before, so it is within its bounds.
 */
final class WorkbookParts {
    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final Map<String, Long> times = new HashMap<>();
    private final Map<String, Document> opened = new LinkedHashMap<>();

    /** A relationship of a part to another. */
    record Related(String id, String type, String part) {}

    WorkbookParts(byte[] file) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
                times.put(entry.getName(), entry.getTime());
            }
        }
    }

    /** The name of a part as the file has it; its case does not count. */
    Optional<String> named(String name) {
        return parts.keySet().stream()
                .filter(part -> part.equalsIgnoreCase(name))
                .findFirst();
    }

    List<String> names() {
        return List.copyOf(parts.keySet());
    }

    byte[] bytes(String name) {
        return named(name).map(found -> parts.getOrDefault(found, Xml.EMPTY)).orElse(Xml.EMPTY);
    }

    /** A part as XML that is written with what is changed in it. */
    Document xml(String name) throws IOException {
        Document known = opened.get(name);
        if (known != null) {
            return known;
        }
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            Document read = builder.parse(new ByteArrayInputStream(bytes(name)));
            opened.put(name, read);
            return read;
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("the part " + name + " cannot be read", e);
        }
    }

    /** Takes a part out, with what says that it is there. */
    void remove(String name) throws IOException {
        parts.remove(name);
        opened.remove(name);
        for (String part : names()) {
            if (part.endsWith(".rels") || part.equals("[Content_Types].xml")) {
                for (Element element : all(xml(part))) {
                    String target = element.getAttribute("Target") + element.getAttribute("PartName");
                    if (target.endsWith(Path.of(name).getFileName().toString())) {
                        element.getParentNode().removeChild(element);
                    }
                }
            }
        }
    }

    /** What a part is related to, from its {@code _rels}. */
    List<Related> related(String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        var found = new ArrayList<Related>();
        Optional<String> rels = named(part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels");
        if (rels.isPresent()) {
            for (Element element : all(xml(rels.get()))) {
                if (element.getLocalName().equals("Relationship")) {
                    String target = element.getAttribute("Target");
                    String path = target.startsWith("/")
                            ? target.substring(1)
                            : Path.of(part.substring(0, slash), target)
                                    .normalize()
                                    .toString();
                    String type = element.getAttribute("Type");
                    found.add(new Related(
                            element.getAttribute("Id"),
                            type.substring(type.lastIndexOf('/') + 1),
                            named(path).orElse(path)));
                }
            }
        }
        return found;
    }

    static List<Element> all(Document document) {
        return all(document.getDocumentElement(), "*");
    }

    /** An element and those within it, by their local name; {@code *} is any. */
    static List<Element> all(Element within, String name) {
        var nodes = within.getElementsByTagNameNS("*", name);
        var found = new ArrayList<Element>(nodes.getLength() + 1);
        if (name.equals("*") || name.equals(within.getLocalName())) {
            found.add(within);
        }
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    /** The file again, its parts in the order that they had. */
    byte[] file() throws IOException {
        for (Map.Entry<String, Document> part : opened.entrySet()) {
            parts.put(part.getKey(), written(part.getValue()));
        }
        opened.clear();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                var entry = new ZipEntry(part.getKey());
                entry.setTime(times.getOrDefault(part.getKey(), 0L));
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] written(Document document) throws IOException {
        try {
            document.setXmlStandalone(true);
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, StandardCharsets.UTF_8.name());
            var bytes = new ByteArrayOutputStream();
            transformer.transform(new DOMSource(document), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (TransformerException e) {
            throw new IOException("a part cannot be written", e);
        }
    }

    /** What is wrong is thrown, and nothing is printed. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException problem) {}

        @Override
        public void error(SAXParseException problem) throws SAXParseException {
            throw problem;
        }

        @Override
        public void fatalError(SAXParseException problem) throws SAXParseException {
            throw problem;
        }
    }
}
