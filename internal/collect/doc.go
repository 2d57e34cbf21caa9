// Package collect brings in documents: files, folders, JSON Lines, standard
// input and web pages.
package collect

import (
	"context"

	"tocsin"
)

// MaxBytes is the size above which a document is refused, 20 MiB. The longest
// news articles, with all the markup of their page, stay below a tenth of it.
const MaxBytes = 20 << 20

// MaxPage is the size above which a page is refused, decompressed: 10 MiB.
const MaxPage = 10 << 20

// Input is one document still to be read.
type Input struct {
	// Name is how messages name it.
	Name string
	// Base is the name, without folder and extension, under which a result is
	// filed; "" where the report's own ID is to be taken (JSON Lines).
	Base string
	// Size is the number of bytes that the input takes up in its file, 0 where
	// it is not known.
	Size int64
	// Mark is how far its archive has been read with it, nil for what is of none.
	Mark *tocsin.Mark
	// Open reads or fetches the document. Its error names neither the input nor
	// the act of opening it, but says what is wrong and what to do.
	Open func(ctx context.Context) (tocsin.Document, error)
}

// failed returns an input whose opening fails.
func failed(name string, err error) Input {
	return Input{Name: name, Open: func(context.Context) (tocsin.Document, error) {
		return tocsin.Document{}, err
	}}
}

// loaded returns an input that is at hand.
func loaded(in Input, doc tocsin.Document) Input {
	doc.Name = in.Name
	in.Open = func(context.Context) (tocsin.Document, error) { return doc, nil }
	return in
}
