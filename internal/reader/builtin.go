package reader

import _ "embed" // the built-in bundle

//go:embed data/reader.bundle
var builtIn []byte

// BuiltIn opens the reader that the program holds.
func BuiltIn() (*Reader, error) { return Open(builtIn) }
