package io.regulars.rules.tables.sheet;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML as a stream, without document types and entities. */
final class Xml {
    static final byte[] EMPTY = "<empty/>".getBytes(StandardCharsets.UTF_8);

    private Xml() {}

    /** What is done at the start of an element. */
    interface Start {
        void element(String name, XMLStreamReader xml) throws XMLStreamException;
    }

    static XMLStreamReader reader(byte[] part) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(new ByteArrayInputStream(part));
    }

    static void each(byte[] part, Start start) throws XMLStreamException {
        XMLStreamReader xml = reader(part);
        while (xml.hasNext()) {
            if (next(xml) == XMLStreamConstants.START_ELEMENT) {
                start.element(xml.getLocalName(), xml);
            }
        }
    }

    /** The next event; a document type is refused, since it is there to name entities. */
    static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new XMLStreamException("a document type or an entity");
        }
        return event;
    }

    /** An attribute by its local name; empty if it is not there. */
    static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    static boolean flag(XMLStreamReader xml, String name) {
        String value = attribute(xml, name);
        return value.equals("1") || value.equals("true");
    }
}
