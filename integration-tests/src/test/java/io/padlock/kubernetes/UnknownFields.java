package io.padlock.kubernetes;

import io.fabric8.kubernetes.api.builder.Editable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The typed models keep what they do not know in a map of their own; all of these maps, wherever they are. */
final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static Stream<String> in(Object model) {
        UnknownFields fields = new UnknownFields();
        fields.walk(model, "");
        return fields.found.stream();
    }

    private void walk(Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> walk(element, path + "." + key));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), path + "[" + i + "]");
            }
        } else if (value instanceof Editable) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    walkField(value, field, path);
                }
            }
        }
    }

    private void walkField(Object value, Field field, String path) {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        try {
            field.setAccessible(true);
            Object content = field.get(value);
            if (!field.getName().equals("additionalProperties")) {
                walk(content, path + "." + field.getName());
            } else if (content instanceof Map<?, ?> unknown) {
                unknown.keySet().forEach(key -> found.add(path + "." + key));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
