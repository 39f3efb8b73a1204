package dev.ddns53.aws.ec2;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML element by element, within bounds. It has no document type, so no entities of its own:
 * nothing in it can make us read something else, or grow.
 */
final class BoundedXml {

  /** A page of 1,000 instances has some 6 MB. */
  static final int MOST_OCTETS = 16 << 20;

  static final int MOST_DEEP = 32;
  static final int MOST_CHARS = 4_096;

  private static final XMLInputFactory READERS = readers();

  /** Gets each element that holds nothing but text. */
  interface Leaf {

    /**
     * A leaf.
     *
     * @param path names of the elements around it and its own, such as {@code a/b/c}
     */
    void text(String path, String text);
  }

  /** Gets each element as it ends. */
  interface End {
    void end(String path);
  }

  private BoundedXml() {}

  private static XMLInputFactory readers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads a document to its end.
   *
   * @throws IOException when the connection breaks
   * @throws Ec2Fault when it is no XML, or beyond the bounds
   */
  static void read(InputStream in, Leaf leaf, End end) throws IOException, Ec2Fault {
    Limited limited = new Limited(in);
    try {
      XMLStreamReader xml = READERS.createXMLStreamReader(limited, "UTF-8");
      Deque<String> open = new ArrayDeque<>();
      StringBuilder text = new StringBuilder();
      boolean isLeaf = false;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            open.addLast(xml.getLocalName());
            bounded(open.size(), MOST_DEEP, "elements within each other");
            text.setLength(0);
            isLeaf = true;
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            bounded(text.length() + xml.getTextLength(), MOST_CHARS, "characters of one text");
            text.append(xml.getText());
          }
          case XMLStreamConstants.END_ELEMENT -> {
            String path = path(open);
            if (isLeaf) {
              leaf.text(path, text.toString());
            }
            end.end(path);
            open.removeLast();
            isLeaf = false;
            text.setLength(0);
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw Ec2Fault.lasting("EC2's answer has a document type, which no answer has");
          default -> {
            // Comments and the like say nothing.
          }
        }
      }
    } catch (XMLStreamException e) {
      limited.refuse();
      throw Ec2Fault.passing("EC2's answer is no XML, or broke off: " + e.getMessage());
    }
  }

  private static void bounded(int size, int most, String what) throws Ec2Fault {
    if (size > most) {
      throw Ec2Fault.lasting("EC2's answer has more than " + most + " " + what);
    }
  }

  private static String path(Deque<String> open) {
    StringBuilder path = new StringBuilder();
    for (Iterator<String> names = open.iterator(); names.hasNext(); ) {
      path.append(names.next()).append(names.hasNext() ? "/" : "");
    }
    return path.toString();
  }

  /** Ends what is too long, and remembers what went wrong below the XML reader. */
  private static final class Limited extends FilterInputStream {

    private int octets;
    private boolean tooLong;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      octets += Math.max(0, count);
      if (octets > MOST_OCTETS) {
        tooLong = true;
        throw new IOException("too long");
      }
      return count;
    }

    void refuse() throws Ec2Fault {
      if (tooLong) {
        throw Ec2Fault.lasting("EC2's answer has more than " + MOST_OCTETS + " octets");
      }
    }
  }
}
