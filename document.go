package tocsin

// Document is what was read or fetched: bytes, and where they came from.
type Document struct {
	// Name is how messages name it: a path, a path with a line number, a URL,
	// or "standard input".
	Name string
	// ID names the report made of it where the document itself gives no other.
	ID string
	// URL is where it was fetched, "" for files and pasted text.
	URL string
	// Type is the media type, with any charset parameter, as the server or the
	// file's extension tells it; "" where it is to be found from the bytes.
	Type string
	Body []byte
}
