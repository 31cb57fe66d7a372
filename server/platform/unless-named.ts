const FOREIGN_KEY_VIOLATION = '23503';

/** Whether records could be deleted: false where another record names one. The transaction is lost then. */
export async function unlessNamed(remove: () => Promise<unknown>): Promise<boolean> {
  try {
    await remove();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
    return false;
  }
}
