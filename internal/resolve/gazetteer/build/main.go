// Command build makes the embedded gazetteer file from GeoNames' cities500 and
// division names, WordNet's words, census names (all from npm packages) and the
// tables in its data folder. Run it by "make gazetteer".
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	modules := flag.String("modules", "node_modules", "folder of the npm packages")
	data := flag.String("data", "data", "folder of the tables written for this project")
	out := flag.String("out", "../gazetteer.bin", "file to write")
	flag.Parse()
	if err := run(*modules, *data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "build gazetteer:", err)
		os.Exit(1)
	}
}

func run(modules, data, out string) error {
	b := newBuilder()
	for _, step := range []func() error{
		func() error { return b.readWords(modules, data) },
		func() error { return b.readCountries(data) },
		func() error { return b.readDivisions(modules, data) },
		func() error { return b.readCities(modules) },
		func() error { return b.readRegions(data) },
		func() error { return b.readDemonyms(data) },
		func() error { return b.shareNames(data) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	b.settleDivisions()
	file, err := b.encode()
	if err != nil {
		return err
	}
	fmt.Printf("%d places, %d names, %d bytes\n", len(b.places), len(b.names), len(file))
	return os.WriteFile(out, file, 0o644)
}
