package dev.ddns53.emulator.document;

import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a document of XML, element by element. */
public final class XmlWriter {

  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private final XMLStreamWriter out;

  private XmlWriter(XMLStreamWriter out) {
    this.out = out;
  }

  /**
   * A whole document.
   *
   * @param namespace of all its elements; none where it has none
   */
  public static String document(
      String root, Optional<String> namespace, Consumer<XmlWriter> content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = WRITERS.createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement(root);
      if (namespace.isPresent()) {
        out.writeDefaultNamespace(namespace.get());
      }
      content.accept(new XmlWriter(out));
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** An element with others in it. */
  public XmlWriter with(String name, Consumer<XmlWriter> content) {
    try {
      out.writeStartElement(name);
      content.accept(this);
      out.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** An element with a text in it. */
  public XmlWriter with(String name, Object text) {
    return with(name, xml -> xml.text(text.toString()));
  }

  /** The same, where there is a text. */
  public XmlWriter with(String name, Optional<?> text) {
    text.ifPresent(value -> with(name, value));
    return this;
  }

  private void text(String text) {
    try {
      out.writeCharacters(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
