// What the sliders are called, and what their "?" says.

export const sliderLabels = {
  mean: {
    label: "Mean of z",
    help: "z is the list of random numbers that a face is drawn from. This moves all of them up or down together; 0 is what the network was trained with.",
  },
  std: {
    label: "Spread of z (std)",
    help: "The standard deviation, how far the numbers lie from their mean: 0 makes all faces one, 1 is what the network was trained with, 2 goes far out.",
  },
  trunc: {
    label: "Truncation",
    help: "Keeps every random number within so many standard deviations: fewer odd faces, and less variety.",
    isOptional: true,
  },
  width: { label: "Grid width, in faces", help: "1 shows one face, 8 shows 64; more faces take longer to draw." },
  seed: {
    label: "Seed",
    help: "Which random numbers: the same seed and sliders always give the same faces, here and in Python.",
    hasSlider: false,
  },
};
