// Numbers as people read them.
export function count(n: number): string {
  if (n >= 1e9) return `${(n / 1e9).toFixed(1)}B`;
  return n >= 1e6 ? `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)}M` : `${Math.round(n / 1e3)}K`;
}

export function bytes(n: number): string {
  return n >= 1e9 ? `${(n / 1e9).toFixed(1)} GB` : `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)} MB`;
}

// Of small things too.
export function size(n: number): string {
  return n >= 1e6 ? bytes(n) : `${(n / 1e3).toFixed(n < 1e4 ? 1 : 0)} kB`;
}
