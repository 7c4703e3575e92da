([text, ground]) => {
  const light = (one, part) => {
    const [r, g, b] = getComputedStyle(one)[part].match(/[\d.]+/g).map(Number)
      .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(text, 'color'), light(ground, 'backgroundColor')].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}
