// A picture as one canvas, for files: every panel's grid on white, side by side.

const GAP = 2;
const SCALE = 3;

// picture: as drawn by drawScene. An OffscreenCanvas on which each pixel is a square of 3 x 3, as in the notebooks' films.
export function sheet({ columns, panels }) {
  const width = ({ size }) => columns * (size + GAP) + GAP;
  const height = ({ size, faces }) => Math.ceil(faces.length / columns) * (size + GAP) + GAP;
  const small = new OffscreenCanvas(panels.reduce((sum, panel) => sum + width(panel), 0), Math.max(...panels.map(height)));
  const pen = small.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, small.width, small.height);
  let left = 0;
  for (const panel of panels) {
    const step = panel.size + GAP;
    panel.faces.forEach((face, i) => {
      const [x, y] = [left + GAP + (i % columns) * step, GAP + Math.floor(i / columns) * step];
      pen.putImageData(new ImageData(face, panel.size, panel.size), x, y);
    });
    left += width(panel);
  }
  const large = new OffscreenCanvas(small.width * SCALE, small.height * SCALE);
  const brush = large.getContext("2d", { willReadFrequently: true });
  brush.imageSmoothingEnabled = false;
  brush.drawImage(small, 0, 0, large.width, large.height);
  return large;
}
