//go:build !amd64

package kernel

// fast returns no set: there is none in assembler for this processor.
func fast() []*Set { return nil }
