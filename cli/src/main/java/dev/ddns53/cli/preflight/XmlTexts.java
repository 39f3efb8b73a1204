package dev.ddns53.cli.preflight;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Texts of XML elements, whatever their place; without entities and document types. */
final class XmlTexts {

  private XmlTexts() {}

  static List<String> of(String xml, String element) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<String> texts = new ArrayList<>();
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT
            && reader.getLocalName().equals(element)) {
          texts.add(reader.getElementText());
        }
      }
    } catch (XMLStreamException notXml) {
      return List.copyOf(texts);
    }
    return List.copyOf(texts);
  }
}
