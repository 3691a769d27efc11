/** Times in a person's words. */

/** `12 s`, `1 min 30 s`, `2 h 5 min`; whole seconds, whole minutes from an hour on. */
export function durationEn(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `12 秒`, `1 分 30 秒`, `2 時間 5 分` */
export function durationJa(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} 秒`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} 分` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} 時間` : `${Math.floor(minutes / 60)} 時間 ${minutes % 60} 分`;
}
