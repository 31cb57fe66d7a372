/** Numbers that belong to nobody. */
export function phoneNumber(index: number): string {
  return `515-555-01${String(index % 100).padStart(2, '0')}`;
}
