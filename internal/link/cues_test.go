package link

import "testing"

// People read why two tellings fit: codes stand there as words.
func TestSharedCodesAreToldInWords(t *testing.T) {
	shared := []string{"private_citizens", "religious"}
	cues := listCues(nil, "target", shared, shared)
	if len(cues) != 1 || cues[0].met != "private citizens, religious" {
		t.Errorf("%+v", cues)
	}
}
