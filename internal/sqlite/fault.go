package sqlite

import (
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// advise adds to an error of SQLite what a person can do about it. The meaning
// of the codes is SQLite's (sqlite.org/rescode.html); the low byte is the class.
func advise(err error) error {
	var fault *driver.Error
	if !errors.As(err, &fault) {
		return err
	}
	what, ok := map[int]string{
		codes.SQLITE_FULL:     "free space on its disk and run again, what was stored stands",
		codes.SQLITE_IOERR:    "its disk could not be read or written: look whether it is full or failing, then run again, what was stored stands",
		codes.SQLITE_CANTOPEN: "check that the file and its folder can be written",
		codes.SQLITE_READONLY: "check that the file and its folder can be written",
		codes.SQLITE_CORRUPT:  "the file is damaged; bring back a copy, or name a new store and code again",
		codes.SQLITE_NOTADB:   "name a Tocsin store, or a file that does not exist yet",
		codes.SQLITE_BUSY:     "another process holds it; wait for that one and run again",
	}[fault.Code()&0xff]
	if !ok {
		return err
	}
	return fmt.Errorf("%w; %s", err, what)
}
