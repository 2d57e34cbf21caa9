# Two commands: make run, make test. CGO is never needed.
export CGO_ENABLED := 0

.PHONY: build test
build:
	go build -o bin/tocsin ./cmd/tocsin

test:
	go vet ./...
	go test ./...
