import { afterAll, beforeAll, expect } from 'vitest';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { expectOneTotal } from '#tests/support/one-total.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

/** A company for the tests of one file; when they are done its books must balance, and home and every report say one total. */
export function openBalancedCompany(options: { connections?: number; inboundSecret?: string } = {}): {
  readonly company: TestCompany;
  readonly admin: Client;
} {
  let company: TestCompany;
  beforeAll(async () => {
    company = await openTestCompany(options);
  });
  afterAll(async () => {
    try {
      expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
      await expectOneTotal(company);
    } finally {
      await company.close();
    }
  });
  return {
    get company() {
      return company;
    },
    get admin() {
      return company.as('administrator');
    },
  };
}
