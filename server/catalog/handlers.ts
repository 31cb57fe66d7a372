import type { Handlers } from '../platform/http/handlers.ts';
import { createProduct } from './create-product.ts';
import { createSupplier } from './create-supplier.ts';
import { createVariant } from './create-variant.ts';
import { createWarehouse } from './create-warehouse.ts';
import {
  getProduct,
  getSupplier,
  getVariant,
  getWarehouse,
  listProducts,
  listSuppliers,
  listVariants,
  listWarehouses,
} from './queries.ts';
import { updateProduct } from './update-product.ts';
import { updateSupplier } from './update-supplier.ts';
import { updateVariant } from './update-variant.ts';
import { updateWarehouse } from './update-warehouse.ts';

/** What is sold, who supplies it, and where it lies. */
export const catalogHandlers: Handlers<
  | 'listProducts'
  | 'getProduct'
  | 'createProduct'
  | 'updateProduct'
  | 'listVariants'
  | 'getVariant'
  | 'createVariant'
  | 'updateVariant'
  | 'listSuppliers'
  | 'getSupplier'
  | 'createSupplier'
  | 'updateSupplier'
  | 'listWarehouses'
  | 'getWarehouse'
  | 'createWarehouse'
  | 'updateWarehouse'
> = {
  listProducts,
  getProduct,
  createProduct,
  updateProduct,
  listVariants,
  getVariant,
  createVariant,
  updateVariant,
  listSuppliers,
  getSupplier,
  createSupplier,
  updateSupplier,
  listWarehouses,
  getWarehouse,
  createWarehouse,
  updateWarehouse,
};
