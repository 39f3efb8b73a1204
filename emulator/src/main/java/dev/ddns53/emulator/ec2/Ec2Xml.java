package dev.ddns53.emulator.ec2;

import dev.ddns53.emulator.http.AwsReply;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes EC2's XML. */
final class Ec2Xml {

  static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + Ec2.VERSION + "/";
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private final XMLStreamWriter out;

  private Ec2Xml(XMLStreamWriter out) {
    this.out = out;
  }

  static String requestId() {
    return UUID.randomUUID().toString();
  }

  /** A reply; only those that are no errors have a namespace. */
  static AwsReply reply(int status, String root, Consumer<Ec2Xml> content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = WRITERS.createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement(root);
      if (status < 300) {
        out.writeDefaultNamespace(NAMESPACE);
      }
      content.accept(new Ec2Xml(out));
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return new AwsReply(status, Map.of("content-type", "text/xml;charset=UTF-8"), text.toString());
  }

  Ec2Xml with(String name, Consumer<Ec2Xml> content) {
    try {
      out.writeStartElement(name);
      content.accept(this);
      out.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  Ec2Xml with(String name, String text) {
    return with(
        name,
        xml -> {
          try {
            out.writeCharacters(text);
          } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  Ec2Xml with(String name, Optional<String> text) {
    text.ifPresent(value -> with(name, value));
    return this;
  }
}
