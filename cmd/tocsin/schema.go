package main

import (
	"fmt"

	"tocsin/schema"
)

type schemaCmd struct{}

// Run prints the JSON Schema of the record.
func (schemaCmd) Run() error {
	_, err := fmt.Print(schema.Record())
	return err
}
