package link

import "tocsin"

// family is what tellings of one incident agree on, however they name the act.
type family uint8

const (
	violence family = iota
	arrests
	trials
	alerts
	releases
	ceasefires
)

func familyOf(k tocsin.Kind) family {
	switch k {
	case tocsin.Arrest:
		return arrests
	case tocsin.Prosecution:
		return trials
	case tocsin.AlertChange:
		return alerts
	case tocsin.Release:
		return releases
	case tocsin.Ceasefire:
		return ceasefires
	}
	return violence
}

// confused reports whether reports of one act may name it by either kind.
func confused(a, b tocsin.Kind) bool {
	if a == tocsin.OtherAttack || b == tocsin.OtherAttack {
		return true
	}
	return classes(a)&classes(b) != 0
}

// classes are sets of kinds that reports of one act choose from.
func classes(k tocsin.Kind) (set uint8) {
	const blast, shots, taking, ground = 1, 2, 4, 8
	switch k {
	case tocsin.ChemicalAttack, tocsin.AirStrike, tocsin.Bombing:
		return blast
	case tocsin.Shelling:
		return blast | ground
	case tocsin.FacilityAttack:
		return blast | shots
	case tocsin.VehicleAttack:
		return blast | shots
	case tocsin.Assassination:
		return blast | shots
	case tocsin.ArmedAssault:
		return shots | ground | taking
	case tocsin.ArmedClash:
		return ground
	case tocsin.Kidnapping, tocsin.HostageTaking, tocsin.Hijacking:
		return taking
	}
	return 0
}
