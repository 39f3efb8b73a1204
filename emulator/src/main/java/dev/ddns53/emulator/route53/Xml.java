package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** XML documents of Route 53's protocol, written and read. */
final class Xml {

  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
  private static final DocumentBuilderFactory READERS = readers();

  private Xml() {}

  static String document(String root, Consumer<XmlWriter> content) {
    return XmlWriter.document(root, Optional.of(NAMESPACE), content);
  }

  /** Reads a document; empty if it is not well-formed or has a DTD. */
  static Optional<Element> parse(String text) {
    try {
      DocumentBuilder builder = READERS.newDocumentBuilder();
      builder.setErrorHandler(null);
      return Optional.of(
          builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
    } catch (java.io.IOException | org.xml.sax.SAXException malformed) {
      return Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DocumentBuilderFactory readers() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    factory.setNamespaceAware(true);
    return factory;
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** The child elements of a name. */
  static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(child -> name.equals(child.getLocalName())).toList();
  }

  static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  static Optional<String> text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent);
  }
}
