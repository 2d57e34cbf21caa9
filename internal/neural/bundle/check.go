package bundle

import (
	"fmt"
	"slices"
)

// check holds the header to what docs/model-bundle.md says of it, the tensors'
// table to the data, and the names of tensors to the table.
func (h *Header) check() error {
	for _, err := range []error{h.checkTable(), h.Encoder.check(), h.checkWindow(), h.checkHeads()} {
		if err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
	}
	return nil
}

func (h *Header) checkTable() error {
	seen := map[string]bool{}
	end := 0
	for _, e := range h.Tensors {
		switch n := e.size(); {
		case e.Name == "" || seen[e.Name]:
			return fmt.Errorf("the name of tensor %q is empty or taken", e.Name)
		case n < 0:
			return fmt.Errorf("tensor %s has type %q and shape %v", e.Name, e.Type, e.Shape)
		case n != e.Bytes:
			return fmt.Errorf("tensor %s takes %d bytes, the table says %d", e.Name, n, e.Bytes)
		case e.Offset < end || e.Offset%alignment != 0 || e.Offset > h.DataBytes-e.Bytes:
			return fmt.Errorf("tensor %s cannot stand at offset %d", e.Name, e.Offset)
		}
		seen[e.Name] = true
		end = e.Offset + e.Bytes
	}
	return nil
}

// lane is the size of the heads of attention, and what the other sizes are
// multiples of: the kernels work on 32 columns at a time.
const lane = 32

func (e Encoder) check() error {
	switch {
	case e.Layers <= 0 || e.Heads <= 0 || e.Hidden <= 0 || e.Intermediate <= 0 || e.MaxPositions < 8:
		return fmt.Errorf("the encoder has %d layers, %d heads, sizes %d and %d, %d positions", e.Layers, e.Heads, e.Hidden, e.Intermediate, e.MaxPositions)
	case e.Layers > 1<<10 || e.Hidden > 1<<14 || e.Intermediate > 1<<16 || e.MaxPositions > 1<<16:
		return fmt.Errorf("the encoder is beyond reason: %d layers, sizes %d and %d, %d positions", e.Layers, e.Hidden, e.Intermediate, e.MaxPositions)
	case e.Hidden != lane*e.Heads || e.Intermediate%lane != 0:
		return fmt.Errorf("the encoder's sizes %d and %d are not %d for each of %d heads and a multiple of %d", e.Hidden, e.Intermediate, lane, e.Heads, lane)
	case !(e.LayerNormEps > 0 && e.LayerNormEps < 1):
		return fmt.Errorf("the encoder's layer_norm_eps is %g", e.LayerNormEps)
	}
	return nil
}

func (h *Header) checkWindow() error {
	w := h.Window
	if w.Pieces < 8 || w.Pieces > h.Encoder.MaxPositions || w.Stride < 1 || w.Stride > w.Pieces-2 {
		return fmt.Errorf("windows of %d pieces every %d, with %d positions", w.Pieces, w.Stride, h.Encoder.MaxPositions)
	}
	return nil
}

func (h *Header) checkHeads() error {
	seen := map[string]bool{}
	for _, head := range h.Heads {
		if head.Name == "" || seen[head.Name] {
			return fmt.Errorf("the name of head %q is empty or taken", head.Name)
		}
		seen[head.Name] = true
		if err := head.check(h); err != nil {
			return fmt.Errorf("head %s: %w", head.Name, err)
		}
	}
	return nil
}

func (d *Head) check(h *Header) error {
	if len(d.Labels) == 0 {
		return fmt.Errorf("it has no labels")
	}
	if err := oneOf("output", d.Output, "softmax", "sigmoid"); err != nil {
		return err
	}
	if !(d.Temperature >= 0) {
		return fmt.Errorf("its temperature is %g", d.Temperature)
	}
	switch d.Kind {
	case "token":
		return h.checkDense(d.Layers, h.Encoder.Hidden, len(d.Labels))
	case "pooled":
		if err := oneOf("pool", d.Pool, "first", "mean"); err != nil {
			return err
		}
		return h.checkDense(d.Layers, h.Encoder.Hidden, len(d.Labels))
	case "pair":
		return d.checkPair(h)
	}
	return oneOf("kind", d.Kind, "token", "pooled", "pair")
}

func (d *Head) checkPair(h *Header) error {
	if err := oneOf("span", d.Span, "first", "mean", "ends"); err != nil {
		return err
	}
	width := h.Encoder.Hidden
	if d.Span == "ends" {
		width *= 2
	}
	if d.Form == "biaffine" {
		return d.checkBiaffine(h, width)
	}
	if len(d.Features) == 0 {
		return fmt.Errorf("it has no features")
	}
	for _, f := range d.Features {
		if err := oneOf("feature", f, "left", "right", "product", "difference"); err != nil {
			return err
		}
	}
	if err := oneOf("form", d.Form, "mlp", "biaffine"); err != nil {
		return err
	}
	return h.checkDense(d.Layers, len(d.Features)*width, len(d.Labels))
}

func (d *Head) checkBiaffine(h *Header, width int) error {
	if len(d.Layers) > 0 {
		return fmt.Errorf("it is biaffine and has layers; they are called left and right")
	}
	u, err := h.denseWidth(d.Left, width)
	if err != nil {
		return err
	}
	v, err := h.denseWidth(d.Right, width)
	if err != nil {
		return err
	}
	n := len(d.Labels)
	if err := h.wants(d.Bilinear, n, u, v); err != nil {
		return err
	}
	if d.Linear != "" {
		if err := h.wants(d.Linear, n, u+v); err != nil {
			return err
		}
	}
	if d.Bias != "" {
		return h.wants(d.Bias, n)
	}
	return nil
}

// checkDense holds a chain of layers to what goes in and what must come out.
func (h *Header) checkDense(layers []Dense, in, out int) error {
	if len(layers) == 0 {
		return fmt.Errorf("it has no layers")
	}
	n, err := h.denseWidth(layers, in)
	if err == nil && n != out {
		err = fmt.Errorf("its layers give %d numbers for %d labels", n, out)
	}
	return err
}

// denseWidth returns how many numbers come out of a chain of layers.
func (h *Header) denseWidth(layers []Dense, in int) (int, error) {
	for _, l := range layers {
		e := h.entry(l.Weight)
		if e == nil || len(e.Shape) != 2 || e.Shape[1] != in {
			return 0, fmt.Errorf("weight %q is missing or does not take %d numbers", l.Weight, in)
		}
		if l.Bias != "" {
			if err := h.wants(l.Bias, e.Shape[0]); err != nil {
				return 0, err
			}
		}
		if err := oneOf("activation", l.Activation, "none", "tanh", "relu", "gelu"); err != nil {
			return 0, err
		}
		in = e.Shape[0]
	}
	return in, nil
}

func (h *Header) entry(name string) *Entry {
	for i := range h.Tensors {
		if h.Tensors[i].Name == name {
			return &h.Tensors[i]
		}
	}
	return nil
}

// wants holds a tensor of 32-bit floats to its shape.
func (h *Header) wants(name string, shape ...int) error {
	e := h.entry(name)
	switch {
	case e == nil:
		return fmt.Errorf("tensor %q is missing", name)
	case !slices.Equal(e.Shape, shape):
		return fmt.Errorf("tensor %s has the shape %v, not %v", name, e.Shape, shape)
	}
	return nil
}

func oneOf(what, have string, allowed ...string) error {
	if slices.Contains(allowed, have) {
		return nil
	}
	return fmt.Errorf("its %s is %q, not one of %q", what, have, allowed)
}
