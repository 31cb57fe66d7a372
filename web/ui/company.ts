import { createContext, useContext } from 'react';
import type { Answer } from '#contract/operations.ts';

export type Company = Answer<'getMe'>['company'];

/** The company whose day, time zone and currency the screens speak in. */
export const CompanyContext = createContext<Company | null>(null);

export function useCompany(): Company {
  const company = useContext(CompanyContext);
  if (!company) throw new Error('No company: this part belongs inside the signed-in pages.');
  return company;
}
