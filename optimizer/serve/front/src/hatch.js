// Fills with hatching as canvas patterns, kept once made.

const SIZE = 8;
const INK = "rgba(20,20,20,0.55)";
const made = new Map();

const LINES = {
  "///": [[-2, 10, 10, -2], [-6, 6, 6, -6], [2, 14, 14, 2]],
  "\\\\\\": [[-2, -2, 10, 10], [-6, 2, 6, 14], [2, -6, 14, 6]],
  "|||": [[2, 0, 2, 8], [6, 0, 6, 8]],
  "---": [[0, 2, 8, 2], [0, 6, 8, 6]],
  xxx: [[0, 0, 8, 8], [0, 8, 8, 0]],
};

export function paint(fill, hatch) {
  if (!hatch) return fill;
  const key = `${fill} ${hatch}`;
  if (!made.has(key)) made.set(key, pattern(fill, hatch));
  return made.get(key);
}

function pattern(fill, hatch) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  draw(canvas.getContext("2d"), fill, hatch);
  return canvas.getContext("2d").createPattern(canvas, "repeat");
}

export function draw(pen, fill, hatch, width = SIZE, height = SIZE) {
  pen.fillStyle = fill;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = pen.fillStyle = INK;
  for (let x = 0; x < width; x += SIZE) {
    for (let y = 0; y < height; y += SIZE) {
      pen.save();
      pen.beginPath();
      pen.rect(x, y, SIZE, SIZE);
      pen.clip();
      pen.translate(x, y);
      if (hatch === "...") pen.fillRect(3, 3, 2, 2);
      for (const [a, b, c, d] of LINES[hatch] || []) {
        pen.beginPath();
        pen.moveTo(a, b);
        pen.lineTo(c, d);
        pen.stroke();
      }
      pen.restore();
    }
  }
}

export function swatch({ fill, hatch, dash }) {
  const canvas = document.createElement("canvas");
  canvas.width = 26;
  canvas.height = 16;
  canvas.className = dash ? "swatch dashed" : "swatch";
  draw(canvas.getContext("2d"), fill, hatch, 26, 16);
  return canvas;
}
